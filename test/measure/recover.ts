import type { Stage } from './stage.ts'

/** Answers that get lost: the account did what it was asked, and nobody heard. All three buckets among them. */
const lost = { 's3:CreateBucket': 3, 'iam:CreateRole': 1, 'logs:CreateLogGroup': 1, 'lambda:AddPermission': 1 }

/** Another environment, interrupted by a bad line and taken up again. */
export async function recover({ world, twin }: Stage): Promise<void> {
  await world.setFaults(Object.entries(lost).map(([action, times]) => ({ action, times, connection: 'lost' })))
  await twin(['deploy', 'test', '--yes'])
  await world.setFaults([])
}
