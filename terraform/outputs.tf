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

output "frontend_bucket" {
  description = "Where the page is uploaded."
  value       = aws_s3_bucket.this["frontend"].bucket
}

output "data_bucket" {
  description = "Where the personal data is uploaded."
  value       = aws_s3_bucket.this["data"].bucket
}

output "memory_bucket" {
  description = "Where the function keeps conversations."
  value       = aws_s3_bucket.this["memory"].bucket
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
