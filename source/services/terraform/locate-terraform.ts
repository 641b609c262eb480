import { findProgram } from '../find-program.ts'

/** The program that TF_BINARY names, else `terraform` on PATH, else `tofu`; undefined without any. It is not started. */
export async function locateTerraform(env: Record<string, string | undefined>): Promise<string | undefined> {
  const named = env.TF_BINARY
  if (named) return named.includes('/') || named.includes('\\') ? named : findProgram(named, env.PATH)
  return (await findProgram('terraform', env.PATH)) ?? (await findProgram('tofu', env.PATH))
}
