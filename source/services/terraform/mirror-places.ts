import { posix, win32 } from 'node:path'

export interface Machine {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Folders to look for a provider mirror in: first those that Terraform itself reads ("implied mirror
 * directories" in its CLI configuration documentation), then the usual homes of installed software.
 */
export function mirrorPlaces({ platform, home, env }: Machine): string[] {
  const { join } = platform === 'win32' ? win32 : posix
  if (platform === 'win32') {
    return [...(env.APPDATA ? [join(env.APPDATA, 'terraform.d', 'plugins')] : []), home]
  }
  const implied =
    platform === 'darwin'
      ? [
          join(home, 'Library/Application Support/io.terraform/plugins'),
          '/Library/Application Support/io.terraform/plugins',
        ]
      : [
          join(env.XDG_DATA_HOME || join(home, '.local/share'), 'terraform/plugins'),
          ...(env.XDG_DATA_DIRS || '/usr/local/share:/usr/share')
            .split(':')
            .map((dir) => join(dir, 'terraform/plugins')),
        ]
  return [
    join(home, '.terraform.d/plugins'),
    ...implied,
    '/opt',
    '/usr/local',
    '/usr/share',
    '/usr/local/share',
    '/var/lib',
    home,
  ]
}
