# Off unless var.alarm_email says who to tell.
locals {
  has_alarms = var.alarm_email != ""

  # An alarm speaks through a topic of its own region, and CloudFront's metrics are in us-east-1.
  edge_needs_topic = local.has_alarms && var.aws_region != local.edge_region
  alarm_topics     = aws_sns_topic.alarms[*].arn
  edge_topics      = local.edge_needs_topic ? aws_sns_topic.edge_alarms[*].arn : local.alarm_topics

  function_metrics = { namespace = "AWS/Lambda", dimensions = { FunctionName = local.function_name } }
  api_metrics      = { namespace = "AWS/ApiGateway", dimensions = { ApiId = aws_apigatewayv2_api.twin.id } }

  budget_metrics = { namespace = "AWS/DynamoDB", dimensions = { TableName = local.budget_table } }

  # Sums over five minutes: a visitor asks a few questions a minute, a script asks all the time.
  alarms = {
    function-errors = {
      text   = "The function fails."
      of     = local.function_metrics
      metric = "Errors"
      from   = 1
    }
    function-throttles = {
      text   = "The function is refused a place to run."
      of     = local.function_metrics
      metric = "Throttles"
      from   = 1
    }
    server-errors = {
      text   = "The API answers with errors."
      of     = local.api_metrics
      metric = "5xx"
      from   = 3
    }
    refusals = {
      text   = "The API refuses many requests: without the secret of CloudFront, too many, malformed."
      of     = local.api_metrics
      metric = "4xx"
      from   = 50
    }
    budget = {
      text   = "The day's budget of messages or tokens is spent: visitors are turned away until midnight UTC."
      of     = local.budget_metrics
      metric = "ConditionalCheckFailedRequests"
      from   = 1
    }
    requests = {
      text   = "Unusually many requests: a fifth of what the throttle lets through."
      of     = local.api_metrics
      metric = "Count"
      from   = var.throttle_rate * 60
    }
  }
}

resource "aws_sns_topic" "alarms" {
  count = local.has_alarms ? 1 : 0

  name = local.alarm_topic
}

resource "aws_sns_topic_subscription" "alarms" {
  count = local.has_alarms ? 1 : 0

  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_cloudwatch_metric_alarm" "twin" {
  for_each = { for name, alarm in local.alarms : name => alarm if local.has_alarms }

  alarm_name          = "${local.prefix}-${each.key}"
  alarm_description   = each.value.text
  namespace           = each.value.of.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.of.dimensions
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.from
  # Nobody there is not a fault.
  treat_missing_data = "notBreaching"
  alarm_actions      = local.alarm_topics
  ok_actions         = local.alarm_topics
}

resource "aws_sns_topic" "edge_alarms" {
  count    = local.edge_needs_topic ? 1 : 0
  provider = aws.us_east_1

  name = local.alarm_topic
}

resource "aws_sns_topic_subscription" "edge_alarms" {
  count    = local.edge_needs_topic ? 1 : 0
  provider = aws.us_east_1

  topic_arn = aws_sns_topic.edge_alarms[0].arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

# What CloudFront charges for most.
resource "aws_cloudwatch_metric_alarm" "transfer" {
  count    = local.has_alarms ? 1 : 0
  provider = aws.us_east_1

  alarm_name          = "${local.prefix}-transfer"
  alarm_description   = "Visitors downloaded a gigabyte within an hour."
  namespace           = "AWS/CloudFront"
  metric_name         = "BytesDownloaded"
  dimensions          = { DistributionId = aws_cloudfront_distribution.twin.id, Region = "Global" }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1e9
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.edge_topics
  ok_actions          = local.edge_topics
}
