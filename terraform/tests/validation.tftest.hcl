mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

run "refuses_project_name_upper" {
  command = plan

  variables {
    project_name = "MyTwin"
  }

  expect_failures = [var.project_name]
}

run "refuses_project_name_double_hyphen" {
  command = plan

  variables {
    project_name = "my--twin"
  }

  expect_failures = [var.project_name]
}

run "refuses_project_name_long" {
  command = plan

  variables {
    project_name = "a234567890123456789012345678901234567"
  }

  expect_failures = [var.project_name]
}

run "refuses_project_name_reserved" {
  command = plan

  variables {
    project_name = "xn-twin"
  }

  expect_failures = [var.project_name]
}

run "refuses_environment" {
  command = plan

  variables {
    environment = "stage"
  }

  expect_failures = [var.environment]
}

run "refuses_region" {
  command = plan

  variables {
    aws_region = "Frankfurt"
  }

  expect_failures = [var.aws_region]
}

run "refuses_account" {
  command = plan

  variables {
    account_id = "1234"
  }

  expect_failures = [var.account_id]
}

run "refuses_model_wildcard" {
  command = plan

  variables {
    bedrock_model_arns = ["arn:aws:bedrock:eu-west-1::foundation-model/*"]
  }

  expect_failures = [var.bedrock_model_arns]
}

run "refuses_no_model" {
  command = plan

  variables {
    bedrock_model_arns = []
  }

  expect_failures = [var.bedrock_model_arns]
}

run "refuses_cors_wildcard" {
  command = plan

  variables {
    cors_origins = ["*"]
  }

  expect_failures = [var.cors_origins]
}

run "refuses_retention" {
  command = plan

  variables {
    log_retention_days = 8
  }

  expect_failures = [var.log_retention_days]
}

run "refuses_rate" {
  command = plan

  variables {
    throttle_rate = 0
  }

  expect_failures = [var.throttle_rate]
}

run "refuses_memory" {
  command = plan

  variables {
    lambda_memory_mb = 64
  }

  expect_failures = [var.lambda_memory_mb]
}

run "refuses_boundary" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:s3:::bucket"
  }

  expect_failures = [var.permissions_boundary_arn]
}

run "refuses_domain_with_a_scheme" {
  command = plan

  variables {
    domain_name    = "https://twin.example.com"
    hosted_zone_id = "Z0123456789ABCDEFGHIJ"
  }

  expect_failures = [var.domain_name]
}

run "refuses_domain_longer_than_a_certificate_takes" {
  command = plan

  variables {
    domain_name    = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com"
    hosted_zone_id = "Z0123456789ABCDEFGHIJ"
  }

  expect_failures = [var.domain_name]
}

run "refuses_domain_without_a_zone" {
  command = plan

  variables {
    domain_name = "twin.example.com"
  }

  expect_failures = [var.domain_name]
}

run "refuses_domain_where_us_east_1_is_out_of_reach" {
  command = plan

  variables {
    domain_name    = "twin.example.com"
    hosted_zone_id = "Z0123456789ABCDEFGHIJ"
    aws_region     = "cn-north-1"
  }

  expect_failures = [var.domain_name]
}

run "refuses_zone_that_is_a_name" {
  command = plan

  variables {
    hosted_zone_id = "example.com"
  }

  expect_failures = [var.hosted_zone_id]
}

run "refuses_alarm_to_nobody" {
  command = plan

  variables {
    alarm_email = "me"
  }

  expect_failures = [var.alarm_email]
}
