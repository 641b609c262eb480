# The same names as in source/names.ts, from the same inputs.
locals {
  prefix = "${var.project_name}-${var.environment}"

  bucket_names = {
    frontend = "${local.prefix}-frontend-${var.account_id}"
    data     = "${local.prefix}-data-${var.account_id}"
    memory   = "${local.prefix}-memory-${var.account_id}"
  }

  function_name = "${local.prefix}-api"
  role_name     = "${local.prefix}-api"
  budget_table  = "${local.prefix}-budget"
  layer_name    = "${local.prefix}-dependencies"
  log_group     = "/aws/lambda/${local.function_name}"
  alarm_topic   = "${local.prefix}-alarms"
}

# ARNs written out, not read from resources: policies are then complete in the plan a person approves.
locals {
  partition = (
    startswith(var.aws_region, "cn-") ? "aws-cn" :
    startswith(var.aws_region, "us-gov-") ? "aws-us-gov" : "aws"
  )
  budget_arn    = "arn:${local.partition}:dynamodb:${var.aws_region}:${var.account_id}:table/${local.budget_table}"
  bucket_arns   = { for purpose, name in local.bucket_names : purpose => "arn:${local.partition}:s3:::${name}" }
  log_group_arn = "arn:${local.partition}:logs:${var.aws_region}:${var.account_id}:log-group:${local.log_group}"
}
