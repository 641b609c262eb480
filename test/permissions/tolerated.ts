/** Actions of the published policy whose absence ends no run of a rehearsal, each with why. */
export const tolerated: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['iam:GetGroupPolicy', 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:GetUser', 'iam:GetUserPolicy'],
      ...['iam:ListAttachedGroupPolicies', 'iam:ListAttachedUserPolicies', 'iam:ListGroupPolicies'],
      ...['iam:ListGroupsForUser', 'iam:ListPolicies', 'iam:ListUserPolicies', 'iam:SimulatePrincipalPolicy'],
    ].map((action) => [
      action,
      'Looks at permissions only: without it the doctor says what it could not look at, and a run goes on.',
    ]),
  ),
}
