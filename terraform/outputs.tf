output "cloudfront_domain_name" {
  description = "Host name of the twin."
  value       = aws_cloudfront_distribution.twin.domain_name
}

output "domain_name" {
  description = "The twin's own host name; empty without one."
  value       = var.domain_name
}

output "cloudfront_distribution_id" {
  description = "For invalidations."
  value       = aws_cloudfront_distribution.twin.id
}

# The buckets by their names: an import evaluates outputs while Terraform does not know all buckets yet.
output "frontend_bucket" {
  description = "Where the page is uploaded."
  value       = local.bucket_names["frontend"]
  depends_on  = [aws_s3_bucket.this]
}

output "data_bucket" {
  description = "Where the personal data is uploaded."
  value       = local.bucket_names["data"]
  depends_on  = [aws_s3_bucket.this]
}

output "memory_bucket" {
  description = "Where the function keeps conversations."
  value       = local.bucket_names["memory"]
  depends_on  = [aws_s3_bucket.this]
}

output "function_name" {
  description = "The Lambda function."
  value       = aws_lambda_function.api.function_name
}

output "log_group" {
  description = "The function's log."
  value       = aws_cloudwatch_log_group.function.name
}

output "api_gateway_url" {
  description = "For debugging only: visitors come through CloudFront."
  value       = aws_apigatewayv2_api.twin.api_endpoint
  sensitive   = true
}
