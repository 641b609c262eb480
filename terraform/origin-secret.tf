# The API answers only requests that carry a secret which CloudFront adds. Terraform draws it while
# applying: it is in no variable, no plan and no terminal, and afterwards only in the encrypted state.
# It must not be the `id`, which Terraform prints.
#
# Each generation replaces one of two slots and CloudFront sends the newest. The function takes both,
# so requests of edge locations that have not heard of the change yet are still answered.
resource "terraform_data" "origin_secret" {
  for_each = {
    even = floor(var.origin_secret_generation / 2)
    odd  = floor((var.origin_secret_generation + 1) / 2)
  }

  input            = sensitive(uuid())
  triggers_replace = each.value

  lifecycle {
    ignore_changes = [input]
  }
}

# What Terraform reads back from `output` has lost its mark, and later plans would show it.
locals {
  origin_secret_header    = "x-origin-verify"
  origin_secret           = sensitive(terraform_data.origin_secret[var.origin_secret_generation % 2 == 0 ? "even" : "odd"].output)
  accepted_origin_secrets = [for slot in ["even", "odd"] : sensitive(terraform_data.origin_secret[slot].output)]
}
