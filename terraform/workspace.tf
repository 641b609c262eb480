# Fails the plan, so that one environment's settings can never be applied to another's state.
resource "terraform_data" "workspace" {
  input = var.environment

  lifecycle {
    precondition {
      condition     = terraform.workspace == var.environment
      error_message = "The Terraform workspace is ${terraform.workspace}, the settings are those of ${var.environment}. Set TF_WORKSPACE=${var.environment}."
    }
  }
}
