mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
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
