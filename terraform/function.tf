resource "aws_lambda_layer_version" "dependencies" {
  layer_name               = local.layer_name
  description              = "Python packages of the digital twin"
  filename                 = var.dependencies_package
  source_code_hash         = fileexists(var.dependencies_package) ? filebase64sha256(var.dependencies_package) : null
  compatible_runtimes      = ["python3.13"]
  compatible_architectures = ["arm64"]

  lifecycle {
    create_before_destroy = true

    # A teardown needs no packages: Terraform leaves preconditions out of it.
    precondition {
      condition     = fileexists(var.dependencies_package)
      error_message = "The dependencies package ${var.dependencies_package} is missing; `twin deploy` builds it."
    }
  }
}

resource "aws_lambda_function" "api" {
  function_name    = local.function_name
  description      = "Answers as the digital twin (${var.environment})"
  role             = aws_iam_role.function.arn
  runtime          = "python3.13"
  architectures    = ["arm64"]
  handler          = "app.handler.handler"
  filename         = var.function_package
  source_code_hash = fileexists(var.function_package) ? filebase64sha256(var.function_package) : null
  layers           = [aws_lambda_layer_version.dependencies.arn]
  memory_size      = var.lambda_memory_mb
  # The HTTP API gives up after 30 seconds.
  timeout = 29

  environment {
    variables = {
      ENVIRONMENT      = var.environment
      PROJECT_NAME     = var.project_name
      APP_VERSION      = var.app_version
      ACCOUNT_ID       = var.account_id
      DATA_BUCKET      = local.bucket_names["data"]
      MEMORY_BUCKET    = local.bucket_names["memory"]
      BUDGET_TABLE     = local.budget_table
      CHAT_ENABLED     = tostring(var.chat_enabled)
      DAILY_MESSAGES   = format("%d", var.daily_messages)
      DAILY_TOKENS     = format("%d", var.daily_tokens)
      BEDROCK_MODEL_ID = var.bedrock_model_id
      ORIGIN_SECRETS   = join(",", local.accepted_origin_secrets)
      CORS_ORIGINS     = join(",", var.cors_origins)
      LOG_LEVEL        = var.log_level
    }
  }

  lifecycle {
    precondition {
      condition     = fileexists(var.function_package)
      error_message = "The deployment package ${var.function_package} is missing; `twin deploy` builds it."
    }
  }

  # Lambda makes a log group of its own on the first call, which would outlive the teardown.
  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy.function]
}

resource "aws_lambda_permission" "api" {
  statement_id  = "AllowHttpApi"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.api.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.twin.execution_arn}/*/*"
}
