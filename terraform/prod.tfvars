# Settings of the prod twin.
#
# `twin deploy prod` reads this file. By hand:
#   TF_WORKSPACE=prod terraform plan -var-file=prod.tfvars -var account_id=<your account>

environment = "prod"

# The next four are written by `twin setup` from your answers.
project_name       = "digital-twin"
aws_region         = "eu-central-1"
bedrock_model_id   = "eu.amazon.nova-lite-v1:0"
bedrock_model_arns = []

# Requests per second that the API lets through from all visitors together, and how many of them
# may come at the same instant. Lower numbers mean a lower bill on a bad day.
throttle_rate  = 5
throttle_burst = 10

# What all visitors together may cost a day (UTC): messages that are answered, and tokens that the model reads and
# writes for them. When either is spent, the model is not asked again before midnight.
daily_messages = 500
daily_tokens   = 5000000

# The switch: with false, after `twin deploy prod`, the page stands and the model is never asked.
chat_enabled = true

# More memory also means a faster processor, and a higher price per second.
lambda_memory_mb = 512

# Days after which log lines are deleted: 1, 3, 5, 7, 14, 30, 60, 90 …
log_retention_days = 30

# DEBUG, INFO, WARNING or ERROR.
log_level = "INFO"

# A host name of its own, in a Route 53 zone of this account:
# domain_name    = "twin.example.com"
# hosted_zone_id = "Z0123456789ABCDEFGHIJ"

# Who is told of failures and of unusual traffic. AWS asks that address to confirm.
# alarm_email = "you@example.com"

# One log line per request at the API.
# api_access_logs = true

# Limits what the function's role can ever be allowed.
# permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
