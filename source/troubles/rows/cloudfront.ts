import { rows } from '../trouble.ts'
import { deployAnew, goOn } from '../words.ts'

/** AWS says it as AccessDenied, so this stands before the refusals that a policy mends. */
export const cloudfrontRows = rows('cloudfront', [
  {
    code: 'CLOUDFRONT_NOT_VERIFIED',
    title: 'The account is not verified for CloudFront',
    text: /account must be verified before you can add[^.]*CloudFront|Your account must be verified/i,
    cause: () =>
      'AWS has not verified this account for CloudFront yet, as happens with new accounts. It is not a permission problem.',
    mend: () => [
      'Only AWS can mend it: open a case at https://console.aws.amazon.com/support/home (Account and billing) and ask for CloudFront to be enabled.',
      goOn,
    ],
    link: 'https://docs.aws.amazon.com/awssupport/latest/user/case-management.html',
  },
  {
    code: 'PAGE_STALE',
    title: 'CloudFront shows an old page',
    cause: () => 'CloudFront still serves an older page than the one that was uploaded.',
    mend: ({ distribution = '<distribution>' }) => [
      `aws cloudfront create-invalidation --distribution-id ${distribution} --paths '/*'   # takes a minute or two`,
      'Then load the page again, past the browser’s own cache (Shift and the reload button).',
    ],
    link: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html',
  },
  {
    code: 'API_FORBIDDEN',
    title: 'The API answers 403',
    cause: ({ site }) =>
      `The API refuses calls that do not come through the twin’s own page${site ? ` (${site})` : ''}: another origin, or the API’s address without CloudFront.`,
    mend: (found) => [
      `${deployAnew(found)}   # gives CloudFront and the function the same secret and origins again`,
      'Open the twin at its CloudFront address; a page elsewhere needs its origin in cors_origins of the environment’s tfvars.',
    ],
    link: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html',
  },
  {
    code: 'ORIGIN_REFUSED',
    title: 'Pages of another site cannot talk to the twin (CORS)',
    cause: ({ environment = '<environment>', host = 'another site' }) =>
      `Pages of ${host} cannot talk to the twin: terraform/${environment}.tfvars lists them in cors_origins, the deployed twin does not.`,
    mend: (found) => [deployAnew(found)],
    link: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html#header-caching-web-cors',
  },
  {
    code: 'PAGE_NOT_UPLOADED',
    title: 'The twin has no page yet',
    cause: ({ environment }) =>
      `The ${environment ? `${environment} ` : ''}twin has no page yet: a deployment was not finished.`,
    mend: (found) => [deployAnew(found)],
    link: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html',
  },
])
