# Policies that AWS manages, by the IDs in the CloudFront developer guide.
locals {
  caching_optimized             = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  caching_disabled              = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
  security_headers_policy       = "67f7725c-6f97-4210-82d7-5512b31e9d03"
  frontend_origin               = "frontend"
  api_origin                    = "api"
  single_page_fallback_ttl      = 10
}

resource "aws_cloudfront_origin_access_control" "frontend" {
  name                              = "${local.prefix}-frontend"
  description                       = "Lets CloudFront, and nothing else, read the page"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "twin" {
  comment             = "Digital twin ${local.prefix}"
  enabled             = true
  aliases             = local.domains
  default_root_object = "index.html"
  http_version        = "http2and3"
  is_ipv6_enabled     = true
  price_class         = "PriceClass_100"
  # Edge locations take minutes; the program waits for them while it uploads page and data.
  wait_for_deployment = false

  origin {
    origin_id                = local.frontend_origin
    domain_name              = aws_s3_bucket.this["frontend"].bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.frontend.id
  }

  origin {
    origin_id   = local.api_origin
    domain_name = trimprefix(aws_apigatewayv2_api.twin.api_endpoint, "https://")

    custom_header {
      name  = local.origin_secret_header
      value = local.origin_secret
    }

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id           = local.frontend_origin
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = local.caching_optimized
    response_headers_policy_id = local.security_headers_policy
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true
  }

  ordered_cache_behavior {
    path_pattern               = "/api/*"
    target_origin_id           = local.api_origin
    allowed_methods            = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = local.caching_disabled
    origin_request_policy_id   = local.all_viewer_except_host_header
    response_headers_policy_id = local.security_headers_policy
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true
  }

  # Applies to both origins, so the API never answers 404.
  custom_error_response {
    error_code            = 404
    response_code         = 404
    response_page_path    = "/index.html"
    error_caching_min_ttl = local.single_page_fallback_ttl
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.domain_name == ""
    acm_certificate_arn            = one([for issued in aws_acm_certificate_validation.site : issued.certificate_arn])
    ssl_support_method             = var.domain_name == "" ? null : "sni-only"
    # CloudFront allows no other choice with its own certificate.
    minimum_protocol_version = var.domain_name == "" ? "TLSv1" : "TLSv1.2_2021"
  }

  # The function accepts a new secret before CloudFront begins to send it.
  depends_on = [aws_lambda_function.api]
}
