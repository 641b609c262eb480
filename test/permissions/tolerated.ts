const looking = [
  ...['iam:GetGroupPolicy', 'iam:GetPolicyVersion', 'iam:GetUser', 'iam:GetUserPolicy', 'iam:ListAccessKeys'],
  ...['iam:ListAttachedGroupPolicies', 'iam:ListAttachedUserPolicies', 'iam:ListGroupPolicies'],
  ...['iam:ListGroupsForUser', 'iam:ListPolicies', 'iam:ListUserPolicies', 'iam:SimulatePrincipalPolicy'],
]

/** Actions of the published policy whose absence ends no run of a rehearsal, each with why. */
export const tolerated: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    looking.map((action) => [
      action,
      'Looks at the caller only: it is refused, the doctor says what it could not look at, and a run goes on.',
    ]),
  ),
  'iam:GetPolicy': 'Asked about a boundary or a policy to be attached, of which the deployer of a rehearsal has none.',
  'bedrock:GetFoundationModel': 'Asked where a model is named that no inference profile stands for.',
  'cloudfront:ListOriginAccessControls':
    'Looks for what a removal has left: it is refused, the removal says so, and ends.',
  'logs:FilterLogEvents': 'Called by twin logs alone, which no deployment or removal needs.',
  'tag:GetResources': 'Looks for what a removal has left: it is refused, the removal says so, and ends.',
  'lambda:ListTags': 'No call of its own: GetFunction leaves the tags out without it, and nothing is refused.',
}
