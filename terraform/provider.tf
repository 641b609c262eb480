provider "aws" {
  region              = var.aws_region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = local.tags
  }
}

# CloudFront's certificate and metrics live there, wherever the twin does.
provider "aws" {
  alias               = "us_east_1"
  region              = local.edge_region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = local.tags
  }
}

locals {
  # The other partitions cannot reach it, and have neither.
  edge_region = local.partition == "aws" ? "us-east-1" : var.aws_region

  tags = {
    Project     = var.project_name
    Environment = var.environment
    ManagedBy   = "create-digital-twin"
  }
}
