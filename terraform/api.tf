resource "aws_apigatewayv2_api" "twin" {
  name          = "${local.prefix}-api"
  description   = "Reached through CloudFront only"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "function" {
  api_id                 = aws_apigatewayv2_api.twin.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.api.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "function" {
  for_each = {
    api    = "ANY /api/{proxy+}"
    health = "GET /health"
  }

  api_id    = aws_apigatewayv2_api.twin.id
  route_key = each.value
  target    = "integrations/${aws_apigatewayv2_integration.function.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.twin.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.throttle_rate
    throttling_burst_limit = var.throttle_burst
  }

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.api_access

    content {
      destination_arn = access_log_settings.value.arn
      format = jsonencode({
        time     = "$context.requestTime"
        id       = "$context.requestId"
        route    = "$context.routeKey"
        status   = "$context.status"
        latency  = "$context.responseLatency"
        error    = "$context.integrationErrorMessage"
        protocol = "$context.protocol"
      })
    }
  }
}
