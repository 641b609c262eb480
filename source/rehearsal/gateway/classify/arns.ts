import { partitionOf } from '../../../names.ts'
import type { ReceivedRequest } from '../call.ts'

/** `arn:aws:lambda:eu-central-1:123456789012:function:name` for a request's own region. */
export const regionalArn = (request: ReceivedRequest, account: string, rest: string, service = request.service) =>
  `arn:${partitionOf(request.region)}:${service}:${request.region}:${account}:${rest}`

/** ARNs of services without regions: IAM, CloudFront. */
export const globalArn = (request: ReceivedRequest, account: string, rest: string, service = request.service) =>
  `arn:${partitionOf(request.region)}:${service}::${account}:${rest}`

export const s3Arn = (request: ReceivedRequest, bucket: string, key?: string) =>
  `arn:${partitionOf(request.region)}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`
