# Settings of the dev twin.
#
# `twin deploy dev` reads this file. By hand:
#   TF_WORKSPACE=dev terraform plan -var-file=dev.tfvars -var account_id=<your account>

environment = "dev"

# The next four are written by `twin setup` from your answers.
project_name       = "digital-twin"
aws_region         = "eu-central-1"
bedrock_model_id   = "eu.amazon.nova-lite-v1:0"
bedrock_model_arns = []

# Requests per second that the API lets through from all visitors together, and how many of them
# may come at the same instant. Lower numbers mean a lower bill on a bad day.
throttle_rate  = 2
throttle_burst = 5

# What all visitors together may cost a day (UTC): messages that are answered, and tokens that the model reads and
# writes for them. When either is spent, the model is not asked again before midnight.
daily_messages = 500
daily_tokens   = 5000000

# The switch: with false, after `twin deploy dev`, the page stands and the model is never asked.
chat_enabled = true

# More memory also means a faster processor, and a higher price per second.
lambda_memory_mb = 512

# Days after which log lines are deleted: 1, 3, 5, 7, 14, 30, 60, 90 …
log_retention_days = 7

# DEBUG, INFO, WARNING or ERROR.
log_level = "INFO"
