variable "function_package" {
  description = "Zip file of the application; `twin deploy` builds it."
  type        = string
  default     = "../.twin/build/function.zip"
  nullable    = false
}

variable "dependencies_package" {
  description = "Zip file of the Python packages, published as a layer so that a code change uploads little."
  type        = string
  default     = "../.twin/build/dependencies.zip"
  nullable    = false
}

variable "app_version" {
  description = "Version that /api/health reports."
  type        = string
  default     = "0.0.0"
  nullable    = false
}

variable "lambda_memory_mb" {
  description = "Memory of the function in MB; its share of processor time grows with it."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.lambda_memory_mb >= 128 && var.lambda_memory_mb <= 10240 && floor(var.lambda_memory_mb) == var.lambda_memory_mb
    error_message = "A function has 128 to 10240 MB of memory, a whole number."
  }
}

variable "bedrock_model_id" {
  description = "Model or inference profile that answers, as Bedrock's Converse takes it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-zA-Z0-9.:/_-]+$", var.bedrock_model_id))
    error_message = "A Bedrock model ID looks like eu.amazon.nova-lite-v1:0."
  }
}

variable "bedrock_model_arns" {
  description = "What the function may invoke: the inference profile, and the model in every region the profile routes to."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.bedrock_model_arns) > 0
    error_message = "No Bedrock model may be invoked yet: `twin setup` writes bedrock_model_arns for the model you choose."
  }

  validation {
    condition = alltrue([
      for arn in var.bedrock_model_arns :
      can(regex("^arn:[a-z-]+:bedrock:[a-z0-9-]*:([0-9]{12})?:(foundation-model|inference-profile|application-inference-profile)/[^*?]+$", arn))
    ])
    error_message = "Each of bedrock_model_arns is the ARN of one Bedrock model or inference profile, without wildcards."
  }
}

variable "cors_origins" {
  description = "Other web sites that may call the API from a browser; the twin's own page needs none."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for origin in var.cors_origins : can(regex("^https?://[^/,*]+$", origin))])
    error_message = "An origin is a scheme and a host without a path, like https://example.com; * is not taken."
  }
}

variable "log_level" {
  description = "How much the function writes to its log."
  type        = string
  default     = "INFO"
  nullable    = false

  validation {
    condition     = contains(["DEBUG", "INFO", "WARNING", "ERROR"], var.log_level)
    error_message = "The log level is DEBUG, INFO, WARNING or ERROR."
  }
}

variable "log_retention_days" {
  description = "Days after which CloudWatch deletes log lines."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731 days."
  }
}
