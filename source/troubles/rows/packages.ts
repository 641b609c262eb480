import { rows } from '../trouble.ts'
import { twin } from '../words.ts'

export const packageRows = rows('packages', [
  {
    code: 'PACKAGE_TOO_LARGE',
    title: 'The Lambda package is too large',
    aws: /^(RequestEntityTooLarge|RequestEntityTooLargeException|RequestTooLargeException)$/,
    text: /RequestEntityTooLarge|Unzipped size must be smaller|request must be smaller than \d+ bytes/i,
    cause: ({ package: name = 'Lambda package', size, limit, largest = [] }) => {
      const sizes = size && limit ? `is ${size}; Lambda takes at most ${limit}` : undefined
      const blame = largest.length > 0 ? ` The largest in it: ${largest.join(', ')}.` : ''
      return `The ${name} ${sizes ?? 'is larger than AWS takes in a direct upload (50 MB zipped, 250 MB unzipped)'}.${blame}`
    },
    mend: ({ commands = [] }) =>
      commands.length > 0
        ? commands
        : [
            'du -ah backend/app | sort -rh | head   # shows what is large in your own code',
            'Take packages that the backend does not import out of backend/requirements.in, and lock it again.',
          ],
    link: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    code: 'PACKAGE_MISSING',
    title: 'The Lambda package is not built',
    text: /The (?:deployment|dependencies) package (?<package>\S+) is missing/,
    cause: ({ package: name = 'The Lambda package' }) => `${name} is not there.`,
    mend: (found) => [`${twin('deploy', found)}   # builds it`],
    link: 'https://docs.aws.amazon.com/lambda/latest/dg/python-package.html',
  },
])
