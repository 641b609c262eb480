variable "chat_enabled" {
  description = "The switch: with false the page stands and the model is never asked. Takes effect with the next `twin deploy`."
  type        = bool
  default     = true
  nullable    = false
}

variable "daily_messages" {
  description = "Messages a day (UTC) that are answered, from all visitors together."
  type        = number
  default     = 500
  nullable    = false

  validation {
    condition     = var.daily_messages >= 0 && var.daily_messages <= 1000000 && floor(var.daily_messages) == var.daily_messages
    error_message = "The day has room for 0 to 1000000 messages, a whole number."
  }
}

variable "daily_tokens" {
  description = "Tokens a day (UTC) that the model may read and write, from all visitors together: what Bedrock charges for."
  type        = number
  default     = 5000000
  nullable    = false

  validation {
    condition     = var.daily_tokens >= 0 && var.daily_tokens <= 1000000000000 && floor(var.daily_tokens) == var.daily_tokens
    error_message = "The day has room for 0 to 1000000000000 tokens, a whole number."
  }
}
