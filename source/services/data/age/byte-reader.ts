/**
 * Takes measured pieces from a stream of any pieces: a Node or web stream, or a generator. It asks for more only
 * when something is wanted from it, so that what stands before it never runs ahead.
 */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>
  #held: Uint8Array[] = []
  #length = 0
  #ended = false

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next bytes without taking them; fewer only at the end. */
  async peek(length: number): Promise<Buffer> {
    while (this.#length < length && !this.#ended) {
      const { done, value } = await this.#source.next()
      if (done) this.#ended = true
      else if (value.length > 0) {
        this.#held.push(value)
        this.#length += value.length
      }
    }
    this.#gather(length)
    const { buffer, byteOffset, byteLength } = this.#held[0] ?? new Uint8Array()
    return Buffer.from(buffer, byteOffset, Math.min(length, byteLength))
  }

  /** Makes one piece of those that the next bytes are spread over, and copies no more than these. */
  #gather(length: number): void {
    const first = this.#held[0]
    if (this.#held.length < 2 || !first || first.length >= length) return
    const gathered = Buffer.allocUnsafeSlow(Math.min(length, this.#length))
    let used = 0
    let filled = 0
    while (filled < gathered.length) {
      const piece = this.#held[used] ?? new Uint8Array()
      const part = piece.subarray(0, gathered.length - filled)
      gathered.set(part, filled)
      filled += part.length
      if (part.length === piece.length) used += 1
      else this.#held[used] = piece.subarray(part.length)
    }
    this.#held.splice(0, used, gathered)
  }

  /** Takes the next bytes; fewer only at the end. */
  async read(length: number): Promise<Buffer> {
    const bytes = await this.peek(length)
    const rest = this.#held[0]?.subarray(bytes.length)
    if (rest && rest.length > 0) this.#held[0] = rest
    else this.#held.shift()
    this.#length -= bytes.length
    return bytes
  }

  /** All that is left, in pieces of at most `size` bytes. */
  async *rest(size = 64 * 1024): AsyncGenerator<Buffer> {
    try {
      for (let piece = await this.read(size); piece.length > 0; piece = await this.read(size)) yield piece
    } finally {
      await this.close()
    }
  }

  /** Lets the source end early: a download stops, a file is closed. */
  async close(): Promise<void> {
    this.#ended = true
    await this.#source.return?.()
  }
}

/** A stream of one piece, or of the pieces given. */
export async function* streamOf(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

/** Everything of a stream together, unless it is more than `limit` bytes: then undefined, and the source is let go. */
export async function collect(source: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of source) {
    length += piece.length
    if (length > limit) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces, length)
}
