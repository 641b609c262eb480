# Off unless var.domain_name says otherwise.
locals {
  # A set, so that one domain or none is a for_each with keys known in every plan.
  domains = toset(var.domain_name == "" ? [] : [var.domain_name])
}

# CloudFront takes certificates of us-east-1 only.
resource "aws_acm_certificate" "site" {
  for_each = local.domains
  provider = aws.us_east_1

  domain_name       = each.key
  validation_method = "DNS"

  lifecycle {
    # CloudFront holds on to the old one until it has the new one.
    create_before_destroy = true
  }
}

resource "aws_route53_record" "proof" {
  for_each = local.domains

  zone_id = var.hosted_zone_id
  name    = one(aws_acm_certificate.site[each.key].domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.site[each.key].domain_validation_options).resource_record_type
  records = [one(aws_acm_certificate.site[each.key].domain_validation_options).resource_record_value]
  ttl     = 300
  # The proof is the same for every certificate that this account asks for that name.
  allow_overwrite = true
}

# Waits until the certificate is issued: minutes.
resource "aws_acm_certificate_validation" "site" {
  for_each = local.domains
  provider = aws.us_east_1

  certificate_arn         = aws_acm_certificate.site[each.key].arn
  validation_record_fqdns = [aws_route53_record.proof[each.key].fqdn]
}

# Records that exist already are somebody's: Terraform refuses to overwrite them.
resource "aws_route53_record" "site" {
  for_each = var.domain_name == "" ? toset([]) : toset(["A", "AAAA"])

  zone_id = var.hosted_zone_id
  name    = var.domain_name
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.twin.domain_name
    zone_id                = aws_cloudfront_distribution.twin.hosted_zone_id
    evaluate_target_health = false
  }
}
