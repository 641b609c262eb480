/**
 * Makes a profile the one in use. Keys in the environment go: beside them Terraform's SDK, unlike the one
 * for JavaScript, would not look at AWS_PROFILE (AWS SDK for Go v2 developer guide, "Specifying credentials").
 */
export function adoptProfile(env: Record<string, string | undefined>, profile: string): void {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete env[name]
  env.AWS_PROFILE = profile
}
