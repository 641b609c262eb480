import { describe, expect, test } from 'vitest'
import { describeData } from '../../source/services/data/describe-data.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { parseAccepted } from '../../source/services/data/public-lint/accepted-file.ts'
import { countSpots } from '../../source/services/data/public-lint/lint-files.ts'
import { lintText } from '../../source/services/data/public-lint/lint-text.ts'
import { folderWith, sample } from './folders.ts'

// Keys are put together here, so that no scanner takes this file for a leak.
const awsKey = `AKIA${'IOSFODNN7QWERTYU'}`
const gitHub = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
const webToken = `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3ODkwIn0'}.${'dozjgNryP4J3jVmNHl0w5N'}`
const ageKey = `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`
const sshKey = `-----BEGIN OPENSSH ${'PRIVATE KEY'}-----`

const kinds = (text: string) => lintText('x.txt', text).map(({ kind }) => kind)

describe('what looks private', () => {
  test.each([
    ['phone number', '+49 171 2345678'],
    ['phone number', 'Call +1 (415) 867-5309 now'],
    ['phone number', 'Tel. 030/1234567'],
    ['phone number', '0171 2345678'],
    ['phone number', '(089) 12 34 56 78'],
    ['phone number', '415-867-5309'],
    ['phone number', 'mobile: 2345678'],
    ['phone number', '+4917123456789'],
    ['e-mail address', 'write to ada.lovelace+bees@engines.org.'],
    ['e-mail address', 'mailto:ada@engines.co.uk'],
    ['IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['IBAN', 'GB82WEST12345698765432'],
    ['IBAN', 'NO93 8601 1117 947'],
    ['date of birth', 'born on 3 May 1988'],
    ['date of birth', '"date_of_birth": "1988-05-03"'],
    ['date of birth', 'Geboren am 03.05.1988 in Bern'],
    ['date of birth', 'Birthday: May 3, 1988'],
    ['postal address', 'Lindenstraße 12a, 10969 Berlin'],
    ['postal address', '221 Baker Street, Springfield, IL 62704'],
    ['private key', sshKey],
    ['AWS key', awsKey],
    ['AWS key', `aws_secret_access_key = ${'wJalrXUtnFEMI/K7MDENG/bPxRfiCYabcdefghij'}`],
    ['GitHub token', gitHub],
    ['GitHub token', `github_pat_${'A'.repeat(22)}_${'b'.repeat(59)}`],
    ['web token', `Bearer ${webToken}`],
    ['age secret key', ageKey],
    ['password in an address', 'postgres://ada:hunter22@db.engines.org/bees'],
  ])('%s: %s', (kind, text) => {
    expect(kinds(text)).toEqual([kind])
  })
})

describe('what only resembles it', () => {
  test.each([
    'From 2014 to 2019, then 2019-2024.',
    '2019 - 2024, 2025-03-14, 14.03.2025, 03/14/2025',
    'Version 1.20.3-4, Node 20.19.4, 10.0.0.1, 192.168.100.200',
    'EUR 1,234,567.89 or 12 345 678 kr, 1.234.567,89',
    'ISBN 978-3-16-148410-0, ISBN-10 0-306-40615-2, ISSN 2049-3630',
    'Order no. 0123-456789, invoice 2024-000123456, order 4158675309',
    'DOI 10.1000/182, doi:10.1038/s41586-020-2649-2, arXiv 2103.00020',
    'ORCID 0000-0002-1825-0097',
    'DE88 3704 0044 0532 0130 00 has a wrong checksum; so has GB82WEST12345698765433',
    'AB12 CDEF and the model RX7900 XTXG are none',
    'born in 1988, in a village of 900 people; born 1988',
    'Released on 3 May 1988. The company was founded 1999-01-02.',
    'I walked down the street for 12 days, past 221 houses',
    'The main road 7 and Route 66; 5 Lane highway',
    'Hauptstraße is a name; 10969 items in the Allee',
    'someone@example.com, git@github.com:ada/twin.git, 1@users.noreply.github.com',
    '@ada on Mastodon, @ada@social, a@b, npm i react@19.3.0',
    'https://user:password@host and https://ada@engines.org/x and http://localhost:8080/@ada',
    'https://engines.org/p/0171-2345678/ada',
    'AKIAIOSFODNN7EXAMPLE is the one of the documentation',
    'ghp_short, AGE-SECRET-KEY-1 is how it begins, age1qqq is public',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '-----BEGIN PUBLIC KEY-----',
    '3.14159265358979, 0.000001234567, 1e+1234567, -0123456789',
    '52.0907374, 5.1214201 and +52.0907374',
    '202-555-0143 is kept for stories',
    'uuid 123e4567-e89b-12d3-a456-426614174000',
    '100 000 000 000 stars, 41 towns, 12 hours and 25 minutes',
  ])('%s', (text) => {
    expect(lintText('x.txt', text).map(({ kind, masked }) => `${kind} ${masked}`)).toEqual([])
  })
})

describe('a finding', () => {
  test('says file, line and kind, and shows the value masked', () => {
    const [phone, key] = lintText('me.txt', `Hello\nCall +49 171 2345678\n${awsKey}`)
    expect(phone).toMatchObject({ path: 'me.txt', line: 2, kind: 'phone number', masked: '+49 ••• •••••78' })
    expect(key?.masked).toBe(`AKIA${'•'.repeat(16)}`)
  })

  test('never holds the whole value, whatever the kind', () => {
    for (const value of ['ada.lovelace@engines.org', 'DE89 3704 0044 0532 0130 00', gitHub, webToken, ageKey]) {
      expect(JSON.stringify(lintText('x', value))).not.toContain(value.slice(5))
    }
  })

  test('is accepted by its hash, however the value is spaced, or by a word in its line', () => {
    const [spot] = lintText('x', '+49 171 2345678')
    const accepted = parseAccepted(`# my office\n${spot?.hash}  # +49…\nnonsense\n`)
    expect(lintText('x', 'Ring +49 (171) 234-5678', accepted)).toEqual([])
    expect(lintText('x', 'Ring +49 171 2345679', accepted)).toHaveLength(1)
    expect(lintText('x', 'phone: +49 171 2345678 # twin: public')).toEqual([])
  })

  test('is counted where the data is described, and accepted by a file beside it', async () => {
    const contents = { ...sample, 'personal_data/me.txt': 'a@engines.org\nb@engines.org\n+49 171 2345678\n' }
    const data = await readLocalData(folderWith(contents))
    const line = 'Looks private, and a visitor may ask for it: 2 e-mail addresses, 1 phone number'
    expect(describeData(data)).toContain(line)
    const list = data.privateSpots?.map(({ hash }) => hash).join('\n') ?? ''
    const accepted = await readLocalData(folderWith({ ...contents, 'public.txt': list }))
    expect(accepted.privateSpots).toBeUndefined()
    expect(accepted.version).toBe(data.version)
    expect(countSpots([])).toBe('')
  })
})

test('is quick on long and hostile lines, and sees across the pieces of a long one', () => {
  const started = performance.now()
  for (const unit of [
    '0',
    '0 ',
    '+1',
    'a.',
    'a@',
    'a@a.',
    'AA00 ',
    '1 Aa ',
    'eyJa.',
    '://a:',
    'born ',
    'x',
    '-',
    '(0',
  ]) {
    lintText('x', unit.repeat(200_000 / unit.length))
  }
  expect(performance.now() - started).toBeLessThan(10_000)
  for (const before of [3690, 3990, 3999, 7500]) {
    expect(kinds(`${'x '.repeat(before / 2)} ada@engines.org`)).toEqual(['e-mail address'])
  }
})
