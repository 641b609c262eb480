import { rows } from '../trouble.ts'
import { twin } from '../words.ts'

export const bucketRows = rows('buckets', [
  {
    code: 'BUCKET_NOT_EMPTY',
    title: 'A bucket is not empty',
    aws: /^BucketNotEmpty$/,
    text: /BucketNotEmpty/,
    cause: ({ address = 'A bucket' }) => `${address} still has objects in it, so AWS keeps it.`,
    mend: (found) => [`${twin('destroy', found)}   # empties it first`],
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html',
  },
  {
    code: 'BUCKET_NAME_TAKEN',
    title: 'A bucket’s name is taken',
    aws: /^BucketAlreadyExists$/,
    text: /BucketAlreadyExists/,
    cause: ({ address = 'A bucket' }) => `${address}: somebody else’s AWS account has this bucket name.`,
    mend: () => ['Choose another project name: --project-name <name>'],
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  {
    code: 'BUCKET_NOT_EMPTIED',
    title: 'Objects cannot be deleted',
    cause: ({ text }) => text ?? 'Some of a bucket’s objects cannot be deleted.',
    mend: ({ bucket = '<bucket>' }) => [
      `aws s3api list-object-versions --bucket ${bucket} --max-items 10`,
      'What was deleted stays deleted: run the same command again when the reason is gone.',
    ],
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/empty-bucket.html',
  },
])
