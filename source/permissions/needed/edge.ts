import { rows } from './row.ts'

/** The HTTP API and the CloudFront distribution in front of it. */
export const edgeRows = [
  // API Gateway authorizes by HTTP method and path.
  ...rows('apigateway', 'httpApi', [
    ['deploy teardown', 'read the API', 'GET'],
    ['deploy', 'make the API and tag it', 'POST'],
    ['deploy', 'change the API', 'PATCH'],
    ['deploy teardown', 'delete parts of the API', 'DELETE'],
  ]),
  ...rows('cloudfront', 'cloudFront', [
    ['deploy', 'make the distribution', 'CreateDistribution', 'CreateOriginAccessControl'],
    ['deploy teardown', 'read the distribution', 'GetDistribution', 'GetOriginAccessControl', 'ListTagsForResource'],
    ['deploy teardown', 'change it, or switch it off', 'UpdateDistribution'],
    ['deploy', 'change its access to the page', 'UpdateOriginAccessControl'],
    ['deploy teardown', 'find what an interrupted run or a removal has left', 'ListOriginAccessControls'],
    ['deploy', 'tag the distribution', 'TagResource', 'UntagResource'],
    ['deploy', 'show the new page at once', 'CreateInvalidation'],
    ['teardown', 'delete the distribution', 'DeleteDistribution', 'DeleteOriginAccessControl'],
  ]),
]
