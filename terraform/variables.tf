variable "environment" {
  description = "Which of the three twins this is; the Terraform workspace has the same name."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "The environment is dev, test or prod."
  }
}

variable "project_name" {
  description = "First part of every name in AWS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.project_name))
    error_message = "A project name starts with a lower case letter and has lower case letters, digits and single hyphens, none at its end."
  }

  validation {
    condition     = length(var.project_name) >= 2 && length(var.project_name) <= 36
    error_message = "A project name has 2 to 36 characters: it becomes part of S3 bucket names, which end at 63."
  }

  validation {
    condition     = !can(regex("^(xn|sthree|amzn-s3-demo)-", var.project_name))
    error_message = "AWS reserves bucket names that start with xn-, sthree- and amzn-s3-demo-."
  }
}

variable "aws_region" {
  description = "Region of everything but CloudFront, which is global."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", var.aws_region))
    error_message = "An AWS region looks like eu-central-1."
  }
}

variable "account_id" {
  description = "The AWS account to deploy into; credentials of any other account are refused."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account ID has 12 digits."
  }
}

variable "permissions_boundary_arn" {
  description = "Policy that limits what the function's role can ever be allowed; empty for none."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.permissions_boundary_arn == "" || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/", var.permissions_boundary_arn))
    error_message = "A permissions boundary is the ARN of an IAM policy, or empty."
  }
}
