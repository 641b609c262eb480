variable "throttle_rate" {
  description = "Requests per second the API lets through, from all visitors together."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.throttle_rate >= 1 && var.throttle_rate <= 1000
    error_message = "The API lets through 1 to 1000 requests per second."
  }
}

variable "throttle_burst" {
  description = "Requests the API lets through at the same instant before throttling begins."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.throttle_burst >= 1 && var.throttle_burst <= 2000 && floor(var.throttle_burst) == var.throttle_burst
    error_message = "The burst is a whole number from 1 to 2000."
  }
}

variable "api_access_logs" {
  description = "One log line per request at the API; turning it on needs CloudWatch log-delivery permissions."
  type        = bool
  default     = false
  nullable    = false
}

variable "origin_secret_generation" {
  description = "Raise by one to change the secret between CloudFront and the API."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.origin_secret_generation >= 1 && floor(var.origin_secret_generation) == var.origin_secret_generation
    error_message = "The generation is a whole number from 1."
  }
}
