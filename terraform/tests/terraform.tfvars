# What every test begins with.
environment          = "dev"
project_name         = "my-twin"
aws_region           = "eu-central-1"
account_id           = "123456789012"
bedrock_model_id     = "eu.amazon.nova-lite-v1:0"
bedrock_model_arns   = ["arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"]
function_package     = "function.tf"
dependencies_package = "function.tf"
