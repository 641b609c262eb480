mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  environment          = "dev"
  project_name         = "my-twin"
  aws_region           = "eu-central-1"
  account_id           = "123456789012"
  bedrock_model_id     = "eu.amazon.nova-lite-v1:0"
  bedrock_model_arns   = ["arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"]
  function_package     = "function.tf"
  dependencies_package = "function.tf"
}

run "refuses_another_environments_workspace" {
  command = plan

  variables {
    environment = "prod"
  }

  expect_failures = [terraform_data.workspace]
}

run "refuses_a_missing_deployment_package" {
  command = plan

  variables {
    function_package = "no-such.zip"
  }

  expect_failures = [aws_lambda_function.api]
}

run "refuses_a_missing_dependencies_package" {
  command = plan

  variables {
    dependencies_package = "no-such.zip"
  }

  expect_failures = [aws_lambda_layer_version.dependencies]
}
