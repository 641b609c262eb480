resource "aws_cloudwatch_log_group" "function" {
  name              = local.log_group
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "api_access" {
  count = var.api_access_logs ? 1 : 0

  name              = "/aws/apigateway/${local.prefix}"
  retention_in_days = var.log_retention_days
}
