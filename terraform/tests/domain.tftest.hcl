mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

run "none_without_being_asked_for" {
  command = plan

  assert {
    condition     = length(aws_acm_certificate.site) + length(aws_route53_record.proof) + length(aws_route53_record.site) == 0
    error_message = "Records or a certificate without a domain."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.twin.viewer_certificate).cloudfront_default_certificate
    error_message = "The distribution has a certificate without a domain."
  }
}

run "domain" {
  variables {
    domain_name    = "twin.example.com"
    hosted_zone_id = "Z0123456789ABCDEFGHIJ"
  }

  assert {
    condition     = aws_cloudfront_distribution.twin.aliases == toset(["twin.example.com"])
    error_message = "The distribution does not answer to the domain."
  }

  assert {
    condition = one([
      for certificate in aws_cloudfront_distribution.twin.viewer_certificate :
      certificate.acm_certificate_arn == aws_acm_certificate_validation.site["twin.example.com"].certificate_arn
      && certificate.minimum_protocol_version == "TLSv1.2_2021" && certificate.ssl_support_method == "sni-only"
    ])
    error_message = "The distribution does not use the issued certificate, or takes old TLS."
  }

  assert {
    condition     = toset(keys(aws_route53_record.site)) == toset(["A", "AAAA"])
    error_message = "The domain is not reachable over both IPv4 and IPv6."
  }

  assert {
    condition     = alltrue([for record in aws_route53_record.site : one(record.alias).name == "mocked.cloudfront.net"])
    error_message = "A record leads elsewhere than to the distribution."
  }

  assert {
    condition     = aws_route53_record.proof["twin.example.com"].name == "_mocked.twin.example.com."
    error_message = "The record that proves the domain is not the one ACM asked for."
  }

  assert {
    condition     = output.domain_name == "twin.example.com"
    error_message = "The domain is not among the outputs."
  }
}
