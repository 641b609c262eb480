mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

run "none_without_being_asked_for" {
  command = plan

  assert {
    condition     = length(aws_sns_topic.alarms) + length(aws_sns_topic.edge_alarms) == 0
    error_message = "A topic without anybody to tell."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.twin) + length(aws_cloudwatch_metric_alarm.transfer) == 0
    error_message = "An alarm without anybody to tell."
  }
}

run "alarms" {
  variables {
    alarm_email = "you@example.com"
  }

  override_resource {
    target = aws_sns_topic.edge_alarms
    values = {
      arn = "arn:aws:sns:us-east-1:123456789012:mocked"
    }
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.twin) == 6
    error_message = "Not all alarms are there."
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.twin : alarm.alarm_actions == toset([aws_sns_topic.alarms[0].arn])
    ])
    error_message = "An alarm speaks through another topic than its region's."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.transfer[0].alarm_actions == toset(["arn:aws:sns:us-east-1:123456789012:mocked"])
    error_message = "CloudFront's alarm does not speak through the topic of us-east-1."
  }

  assert {
    condition     = aws_sns_topic_subscription.alarms[0].endpoint == "you@example.com" && aws_sns_topic_subscription.edge_alarms[0].endpoint == "you@example.com"
    error_message = "Somebody else is told."
  }
}

run "one_topic_where_the_twin_lives_in_us_east_1" {
  variables {
    alarm_email = "you@example.com"
    aws_region  = "us-east-1"
  }

  assert {
    condition     = length(aws_sns_topic.edge_alarms) == 0
    error_message = "Two topics of one name in one region."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.transfer[0].alarm_actions == toset([aws_sns_topic.alarms[0].arn])
    error_message = "CloudFront's alarm speaks to nobody."
  }
}
