# Offline: no account, no network. Run with TF_WORKSPACE=dev, as the stack demands.
mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

run "names" {
  command = plan

  assert {
    condition = { for purpose, bucket in aws_s3_bucket.this : purpose => bucket.bucket } == {
      frontend = "my-twin-dev-frontend-123456789012"
      data     = "my-twin-dev-data-123456789012"
      memory   = "my-twin-dev-memory-123456789012"
    }
    error_message = "Bucket names differ from source/names.ts."
  }

  assert {
    condition     = aws_lambda_function.api.function_name == "my-twin-dev-api" && aws_iam_role.function.name == "my-twin-dev-api"
    error_message = "The function's or the role's name differs from source/names.ts."
  }

  assert {
    condition     = aws_lambda_layer_version.dependencies.layer_name == "my-twin-dev-dependencies"
    error_message = "The layer's name differs from source/names.ts."
  }

  assert {
    condition     = aws_cloudwatch_log_group.function.name == "/aws/lambda/my-twin-dev-api"
    error_message = "The log group's name differs from source/names.ts."
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.api_access) == 0
    error_message = "API access logs are on without being asked for."
  }
}

run "longest_name_fits_a_bucket" {
  command = plan

  variables {
    project_name = "a23456789012345678901234567890123456"
  }

  assert {
    condition     = alltrue([for bucket in aws_s3_bucket.this : length(bucket.bucket) <= 63])
    error_message = "A bucket name is longer than S3 takes."
  }
}

run "access_logs_when_asked" {
  variables {
    api_access_logs = true
  }

  assert {
    condition     = one(aws_apigatewayv2_stage.default.access_log_settings).destination_arn != ""
    error_message = "The stage writes no access log."
  }
}
