variable "domain_name" {
  description = "Host name of the twin's own, like twin.example.com; empty for CloudFront's."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.domain_name == "" || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])$", var.domain_name))
    error_message = "A domain name looks like twin.example.com: lower case, without https:// and without a path."
  }

  validation {
    condition     = length(var.domain_name) <= 64
    error_message = "A certificate's domain name has at most 64 characters."
  }

  validation {
    condition     = var.domain_name == "" || var.hosted_zone_id != ""
    error_message = "A domain name needs hosted_zone_id too: the Route 53 zone in which its records are made."
  }

  validation {
    condition     = var.domain_name == "" || local.partition == "aws"
    error_message = "A domain of its own takes a certificate in us-east-1, which accounts of ${var.aws_region} cannot reach."
  }
}

variable "hosted_zone_id" {
  description = "Route 53 zone that the domain name lies in; Terraform makes records there and leaves the rest alone."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.hosted_zone_id == "" || can(regex("^[A-Z0-9]{1,32}$", var.hosted_zone_id))
    error_message = "A hosted zone ID looks like Z0123456789ABCDEFGHIJ, without /hostedzone/ before it; `aws route53 list-hosted-zones` shows yours."
  }
}
