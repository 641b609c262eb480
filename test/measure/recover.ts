import type { Stage } from './stage.ts'

/** Answers that get lost: the account did what it was asked, and nobody heard. */
const lost = ['iam:CreateRole', 'logs:CreateLogGroup', 's3:CreateBucket', 'lambda:AddPermission']

/** Another environment, interrupted by a bad line and taken up again. */
export async function recover({ world, twin }: Stage): Promise<void> {
  await world.setFaults(lost.map((action) => ({ action, connection: 'lost', times: 1 })))
  await twin(['deploy', 'test', '--yes'])
  await world.setFaults([])
}
