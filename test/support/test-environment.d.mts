export const homeVariable: string
export function testEnvironment(
  ambient: Readonly<Record<string, string | undefined>>,
  home: string,
  programs?: readonly string[],
): Record<string, string> & {
  readonly PATH: string
  readonly AWS_CONFIG_FILE: string
  readonly AWS_SHARED_CREDENTIALS_FILE: string
}
