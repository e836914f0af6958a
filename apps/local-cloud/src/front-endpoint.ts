import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { emulatorPort, endpointPort } from './aws-clients.ts';
import { FAULTS_PATH } from './faults/http-handler.ts';
import type { HttpHandler, Part } from './types.ts';

const AUTOSCALING_TARGET = 'AnyScaleFrontendService.';

export interface FrontEndpointProps {
  readonly autoscaling: HttpHandler;
  /** Answers what is asked below `/_local/faults/`. */
  readonly faults: HttpHandler;
  /** @default 14566 */
  readonly port?: number;
  /** Of the emulator. @default 14567 */
  readonly emulatorPort?: number;
}

/**
 * The machine's one AWS endpoint: Application Auto Scaling is answered here, everything else by the emulator. Beside the
 * AWS API it takes orders to break something.
 */
export class FrontEndpoint implements Part {
  readonly name = 'endpoint';
  private readonly props: Required<FrontEndpointProps>;
  private readonly agent = new Agent({ keepAlive: true });
  // The SDKs keep connections open between requests; a limit on idle ones would end some under a request.
  private readonly server = createServer({ keepAliveTimeout: 0 }, (request, response) =>
    this.handle(request, response),
  );

  constructor(props: FrontEndpointProps) {
    this.props = { port: endpointPort, emulatorPort, ...props };
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(this.props.port, '127.0.0.1', resolve);
    });
  }

  describe(): string {
    return `http://127.0.0.1:${this.props.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.agent.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    const handler = this.handlerOf(request);
    if (!handler) return this.forward(request, response);
    Promise.resolve(handler(request, response)).catch((error: unknown) => fail(response, error));
  }

  /** @returns nothing for what the emulator answers */
  private handlerOf({ headers, url }: IncomingMessage): HttpHandler | undefined {
    if (url?.startsWith(FAULTS_PATH)) return this.props.faults;
    const target = headers['x-amz-target'];
    return typeof target === 'string' && target.startsWith(AUTOSCALING_TARGET)
      ? this.props.autoscaling
      : undefined;
  }

  private forward(request: IncomingMessage, response: ServerResponse): void {
    const { method, url = '/', rawHeaders: headers } = request;
    const forwarded = httpRequest({
      host: '127.0.0.1',
      port: this.props.emulatorPort,
      method,
      path: withoutOrigin(url),
      headers,
      agent: this.agent,
    });
    forwarded.on('error', (error) => fail(response, error));
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      pipeline(answer, response, () => undefined);
    });
    pipeline(request, forwarded, () => undefined);
  }
}

/** Who takes this endpoint for a proxy asks for a whole URL. */
const withoutOrigin = (url: string) => url.replace(/^https?:\/\/[^/]+/, '');

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(502, { 'content-type': 'text/plain' }).end(String(error));
}
