mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
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
