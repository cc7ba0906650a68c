import { connect } from 'node:net'

/** A connection that is kept, one request at a time. */
export interface Connection {
  send(request: Buffer, onAnswer: (status: number, head: string) => void): void
  close(): void
}

/**
 * Speaks as much HTTP/1.1 as the benchmark needs: answers with a length. An agent of Node does the same for several times the
 * CPU time, which on two cores is taken from the server that is measured.
 */
export function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let answer: ((status: number, head: string) => void) | undefined
    let head: Buffer | undefined
    let told = ''
    let rest = -1
    const done = (status: number, text: string): void => {
      const then = answer
      answer = undefined
      head = undefined
      rest = -1
      then?.(status, text)
    }
    socket.once('error', reject)
    socket.on('error', (error) => done(0, error.message))
    socket.on('close', () => done(0, 'the connection was closed'))
    socket.on('data', (chunk) => {
      if (rest < 0) {
        head = head ? Buffer.concat([head, chunk]) : chunk
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        told = head.toString('latin1', 0, end)
        rest = Number(/\r\ncontent-length: *(\d+)/i.exec(told)?.[1] ?? 0) - (head.length - end - 4)
      } else rest -= chunk.length
      if (rest <= 0) done(Number(told.slice(9, 12)), told)
    })
    socket.once('connect', () =>
      resolve({
        send(request, onAnswer) {
          answer = onAnswer
          socket.write(request)
        },
        close: () => socket.destroy(),
      }),
    )
  })
}
