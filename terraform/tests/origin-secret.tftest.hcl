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

run "two_different_secrets" {
  assert {
    condition     = length(distinct(nonsensitive(local.accepted_origin_secrets))) == 2
    error_message = "The two slots hold one secret."
  }

  assert {
    condition = alltrue([
      for slot in terraform_data.origin_secret : !contains(nonsensitive(local.accepted_origin_secrets), slot.id)
    ])
    error_message = "The secret is an id, which Terraform prints."
  }
}

run "next_generation_sends_the_other_slot" {
  variables {
    origin_secret_generation = 2
  }

  assert {
    condition     = nonsensitive(local.origin_secret) == nonsensitive(terraform_data.origin_secret["even"].output)
    error_message = "The new generation's secret is not the one that is sent."
  }
}
