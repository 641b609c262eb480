import { expect, test } from 'vitest'
import { isUsablePython } from '../../source/services/build/find-python.ts'
import { headersFor } from '../../source/services/build/headers-for.ts'
import { belongsInLayer } from '../../source/services/build/layer-content.ts'
import { checkPackageLimits } from '../../source/services/build/package-limits.ts'
import { explainPipFailure } from '../../source/services/build/pip-failure.ts'

test.each([
  ['index.html', 'text/html; charset=utf-8', 'no-cache'],
  ['assets/index-B3kf9aZ_.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['assets/index-B3kf9aZ_.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['assets/logo.svg', 'image/svg+xml', 'public, max-age=3600'],
  ['favicon.ico', 'image/x-icon', 'public, max-age=3600'],
  ['site.webmanifest', 'application/manifest+json; charset=utf-8', 'no-cache'],
  ['robots.txt', 'text/plain; charset=utf-8', 'public, max-age=3600'],
  ['fonts/A.WOFF2', 'font/woff2', 'public, max-age=3600'],
  ['data.unknown', 'application/octet-stream', 'public, max-age=3600'],
])('%s is stored as %s, %s', (path, contentType, cacheControl) => {
  expect(headersFor(path)).toEqual({ contentType, cacheControl })
})

test.each([
  ['fastapi/__init__.py', true],
  ['pydantic_core/_pydantic_core.cpython-313-aarch64-linux-gnu.so', true],
  ['fastapi-1.dist-info/METADATA', true],
  ['fastapi-1.dist-info/licenses/LICENSE', true],
  ['fastapi-1.dist-info/RECORD', false],
  ['fastapi-1.dist-info/INSTALLER', false],
  ['fastapi/__pycache__/x.cpython-313.pyc', false],
  ['bin/fastapi', false],
  ['numpy/tests/test_x.py', false],
  ['tests/__init__.py', true],
  ['starlette/testclient.py', true],
])('%s belongs in the layer: %s', (path, belongs) => {
  expect(belongsInLayer(path)).toBe(belongs)
})

test.each([
  ['3.9.0', true],
  ['3.13.1', true],
  ['3.8.19', false],
  ['2.7.18', false],
])('Python %s usable: %s', (version, usable) => {
  expect(isUsablePython(version)).toBe(usable)
})

test.each([
  ['/usr/bin/python3: No module named pip', 'TOOL_PIP_MISSING'],
  ['no such option: --platform', 'TOOL_PIP_OLD'],
  ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.', 'DEPENDENCY_HASH_MISMATCH'],
  [
    'Failed to establish a new connection: NewConnectionError\nNo matching distribution found for a',
    'PACKAGE_INDEX_UNREACHABLE',
  ],
  ['ERROR: No matching distribution found for pydantic-core==2.1', 'DEPENDENCY_NOT_FOUND'],
  ['something else', 'PIP_FAILED'],
])('pip saying "%s" is %s', (output, code) => {
  expect(explainPipFailure(output, 1, 'pip install')).toMatchObject({ code })
})

test('limits of Lambda: each zip, and both unpacked together', () => {
  const small = { bytes: 1000, unzippedBytes: 200 * 1024 * 1024 }
  expect(() => checkPackageLimits({ 'function package': small })).not.toThrow()
  expect(() => checkPackageLimits({ function: small, dependencies: small })).toThrow(/400\.0 MB unzipped/)
  expect(() => checkPackageLimits({ function: { bytes: 50 * 1024 * 1024 + 1, unzippedBytes: 1 } })).toThrow(/zipped/)
})
