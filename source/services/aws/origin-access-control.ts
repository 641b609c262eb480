import { type CloudFrontClient, ListOriginAccessControlsCommand } from '@aws-sdk/client-cloudfront'
import { explained } from './errors.ts'

/** The id that CloudFront gave to an origin access control of that name (unique in an account); undefined without one. */
export async function findOriginAccessControl(cloudfront: CloudFrontClient, name: string): Promise<string | undefined> {
  return explained('looking for the origin access control', async () => {
    let Marker: string | undefined
    do {
      const command = new ListOriginAccessControlsCommand({ MaxItems: 100, ...(Marker ? { Marker } : {}) })
      const { OriginAccessControlList: list } = await cloudfront.send(command)
      const found = list?.Items?.find((item) => item.Name === name)
      if (found) return found.Id
      Marker = list?.IsTruncated ? list.NextMarker : undefined
    } while (Marker)
    return undefined
  })
}
