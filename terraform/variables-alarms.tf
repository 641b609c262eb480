variable "alarm_email" {
  description = "Who is told when something is wrong; empty for no alarms. AWS asks that address to confirm, once a region."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.alarm_email == "" || can(regex("^[^@\\s]+@[^@\\s]+[.][^@\\s]+$", var.alarm_email))
    error_message = "An alarm goes to an e-mail address, like you@example.com."
  }
}
