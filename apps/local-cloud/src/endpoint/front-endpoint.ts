import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { emulatedServices } from '@edutechbr/lms-infra';
import { endpointPort } from '../aws-clients.ts';
import type { AwsCredentials } from '../aws-credentials.ts';
import { FAULTS_PATH } from '../faults/http-handler.ts';
import type { HttpHandler, Part } from '../types.ts';
import { AwsError, sendAwsError } from './aws-error.ts';
import { foreignness } from './foreign-request.ts';
import { receive, RequestTooLarge, type ReceivedRequest } from './received-request.ts';
import { logViolations, readViolations, toAwsError } from './request-violations.ts';
import { signedService, verifySignature } from './signature.ts';

/** By the names that requests are signed for. */
const services = new Set<string>(Object.values(emulatedServices));

/** Nothing of AWS begins so: ministack's own paths and our own do. */
const INTERNAL_PATH = '/_';

export interface FrontEndpointProps {
  readonly autoscaling: HttpHandler;
  /** Answers what is signed for AWS Fault Injection Service. */
  readonly fis: HttpHandler;
  /** Answers what is asked below `/_local/faults/`. */
  readonly faults: HttpHandler;
  /** Requests have to be signed with these. */
  readonly credentials: AwsCredentials;
  /** Where a person finds them: told to who comes without. */
  readonly credentialsFile: string;
  /** Where requests are written that AWS's service models do not admit. */
  readonly violationsFile: string;
  /** Where the emulator listens. */
  readonly emulator: Pick<RequestOptions, 'host' | 'port' | 'socketPath'>;
  /** @default 14566 */
  readonly port?: number;
}

/**
 * The machine's one AWS endpoint: Application Auto Scaling and Fault Injection Service are answered here, everything else by the emulator. Beside the
 * AWS API it takes orders to break something. It answers programs that have the credentials of this start, and no web page.
 */
export class FrontEndpoint implements Part {
  readonly name = 'endpoint';
  private readonly props: FrontEndpointProps;
  private readonly port: number;
  private readonly agent = new Agent({ keepAlive: true });
  // The SDKs keep connections open between requests; a limit on idle ones would end some under a request.
  private readonly server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    this.handle(request, response).catch((error: unknown) => fail(response, error));
  });

  constructor(props: FrontEndpointProps) {
    this.props = props;
    this.port = props.port ?? endpointPort;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
  }

  describe(): string {
    return `http://127.0.0.1:${this.port}, credentials in ${this.props.credentialsFile}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.agent.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = foreignness(incoming);
    if (foreign !== undefined) return refuse(response, 403, foreign);
    const request = await receive(incoming);
    let service: string;
    try {
      service = await this.verify(request);
      if (request.url.startsWith(FAULTS_PATH)) return await this.props.faults(request, response);
      requireServed(service);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return sendAwsError(response, error, { headers: request.headers, service: signedService(request) });
    }
    if (request.url.startsWith(INTERNAL_PATH)) return refuse(response, 404, `nothing answers ${request.url}`);
    return this.answer(service, request, response);
  }

  /** The emulator sees everything first: it knows AWS's service models, and answers 204 to what is only to be checked. */
  private async answer(service: string, request: ReceivedRequest, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const answer = await this.askEmulator(request);
    const violations = await readViolations(answer);
    if (violations) {
      logViolations(this.props.violationsFile, violations);
      return sendAwsError(response, toAwsError(violations), { headers, service });
    }
    const handler = this.handlerOf(service);
    if (handler && answer.statusCode === 204) {
      answer.resume();
      return handler(request, response);
    }
    response.writeHead(answer.statusCode ?? 502, withoutCors(answer.rawHeaders));
    pipeline(answer, response, () => undefined);
  }

  /** Who answers instead of the emulator. */
  private handlerOf(service: string): HttpHandler | undefined {
    if (service === emulatedServices.applicationautoscaling) return this.props.autoscaling;
    return service === emulatedServices.fis ? this.props.fis : undefined;
  }

  /** @returns the service that is asked */
  private async verify(request: ReceivedRequest): Promise<string> {
    const { credentials, credentialsFile } = this.props;
    const hint =
      'The local cloud takes the credentials of its last start only: ' +
      `AWS_SHARED_CREDENTIALS_FILE=${credentialsFile} AWS_PROFILE=default`;
    return verifySignature(request, credentials, hint);
  }

  private askEmulator({ method, url, rawHeaders, body }: ReceivedRequest): Promise<IncomingMessage> {
    const { emulator } = this.props;
    return new Promise((resolve, reject) => {
      httpRequest({ ...emulator, method, path: url, headers: rawHeaders, agent: this.agent })
        .on('error', reject)
        .on('response', resolve)
        .end(body);
    });
  }
}

function requireServed(service: string): void {
  if (services.has(service)) return;
  const served = [...services].sort().join(', ');
  throw new AwsError(501, 'NotImplemented', `The local stage has no ${service}: its stacks use ${served}.`);
}

/** The emulator lets every web page read its answers. */
function withoutCors(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => !/^access-control-/i.test(rawHeaders[index - (index % 2)] ?? ''));
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  // Who is refused before its body has come still sends it.
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(`${reason}\n`);
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else refuse(response, error instanceof RequestTooLarge ? 413 : 502, String(error));
}
