mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

run "policies" {
  assert {
    condition = alltrue([
      for policy in concat(values(aws_s3_bucket_policy.private)[*].policy, [aws_s3_bucket_policy.frontend.policy]) :
      contains([for s in jsondecode(policy).Statement : s.Effect if try(s.Condition.Bool["aws:SecureTransport"], "") == "false"], "Deny")
    ])
    error_message = "A bucket can be reached without TLS."
  }

  assert {
    condition = alltrue([
      for s in jsondecode(aws_s3_bucket_policy.frontend.policy).Statement :
      s.Condition.StringEquals["AWS:SourceArn"] == aws_cloudfront_distribution.twin.arn if s.Effect == "Allow"
    ])
    error_message = "Somebody else's distribution may read the page."
  }

  assert {
    condition = alltrue([
      for s in jsondecode(aws_iam_role_policy.function.policy).Statement :
      toset(s.Resource) == toset(var.bedrock_model_arns) if s.Sid == "AskTheModel"
    ])
    error_message = "The role may invoke other models than the chosen one."
  }

  assert {
    condition     = aws_iam_role.function.permissions_boundary == null
    error_message = "A boundary without being asked for."
  }
}
