/**
 * Every code an error of this system can carry, with the HTTP status that goes with it: null where the code stands inside
 * an answer of status 200, or is said at start-up. Each code has its row in `docs/error-codes.md`; a test compares them.
 */
export const errorCodes = {
  ACCESS_CHANGED: 409,
  AUDIT_LOG_ALTERED: null,
  AUDIT_LOG_IN_USE: null,
  AUDIT_UNAVAILABLE: 503,
  BAD_REQUEST: 400,
  BAD_USER_INPUT: 400,
  CHECKPOINT_INVALID: null,
  CLIENT_NOT_ALLOWED: 403,
  CONFIGURATION_INVALID: null,
  CONSENT_LAPSED: null,
  CONSENT_MISSING: null,
  CONSENT_WITHDRAWN: null,
  DIRECTORY_IN_USE: null,
  DOCUMENT_NOT_TRUSTED: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  IDENTITY_PROVIDER_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
  LINKS_UNAVAILABLE: null,
  METHOD_NOT_ALLOWED: 405,
  NO_CASE_RELATION: null,
  NO_LEGAL_BASIS: null,
  NO_PURPOSE: null,
  NOT_ACCEPTABLE: 406,
  NOT_FOUND: 404,
  NOT_LINKED: null,
  NOT_READY: 503,
  OPERATION_NOT_SUPPORTED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  OPERATION_TOO_COMPLEX: 400,
  PARTNER_INVALID_RESPONSE: null,
  PARTNER_UNAVAILABLE: null,
  PERSISTED_QUERY_NOT_FOUND: 400,
  PERSISTED_QUERY_NOT_SUPPORTED: 200,
  PLANNING_FAILED: 500,
  PLANNING_UNAVAILABLE: 503,
  PORT_TAKEN: null,
  POSTGRES_NOT_STARTED: null,
  REQUEST_TOO_LARGE: 413,
  ROLE_NOT_ALLOWED: null,
  SEARCH_TOO_LARGE: null,
  START_FAILED: null,
  UNAUTHENTICATED: 401,
  UNKNOWN_CLIENT: null,
  UNKNOWN_USER: null,
  UNSUPPORTED_MEDIA_TYPE: 415,
} as const satisfies Record<string, number | null>;

/** A stable name for what went wrong, which a program may rely on. */
export type ErrorCode = keyof typeof errorCodes;

/** What all errors of the gateway have in common. The message may be shown to the caller: no names, ids or tokens in it. */
export abstract class KorteLijnenError extends Error {
  abstract readonly code: ErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = this.constructor.name;
  }

  /** The status of the HTTP answer when this error is all there is to answer; undefined when it never is. */
  get httpStatus(): number | undefined {
    return errorCodes[this.code] ?? undefined;
  }
}

/** The access token is missing, or is not one that this gateway accepts. */
export class UnauthenticatedError extends KorteLijnenError {
  readonly code = 'UNAUTHENTICATED';
}

/** The identity provider's keys could not be read, so that no token can be checked. */
export class IdentityProviderUnavailableError extends KorteLijnenError {
  readonly code = 'IDENTITY_PROVIDER_UNAVAILABLE';
}

/** The program that asks is known, but is not one that may read the log. */
export class ClientNotAllowedError extends KorteLijnenError {
  readonly code = 'CLIENT_NOT_ALLOWED';
}

/** The body is of another type than this path takes. */
export class UnsupportedMediaTypeError extends KorteLijnenError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
}

/** The HTTP request is not one that can be understood. */
export class BadRequestError extends KorteLijnenError {
  readonly code = 'BAD_REQUEST';
}

/** The operation's name or variables do not fit the operation. */
export class BadUserInputError extends KorteLijnenError {
  readonly code = 'BAD_USER_INPUT';
}

/** The request's body is larger than the gateway takes. */
export class RequestTooLargeError extends KorteLijnenError {
  readonly code = 'REQUEST_TOO_LARGE';
}

/** The caller takes no form in which an answer comes. */
export class NotAcceptableError extends KorteLijnenError {
  readonly code = 'NOT_ACCEPTABLE';
}

/** Nothing lives at this path. */
export class NotFoundError extends KorteLijnenError {
  readonly code = 'NOT_FOUND';
}

/** The path exists, but not for this HTTP method. */
export class MethodNotAllowedError extends KorteLijnenError {
  readonly code = 'METHOD_NOT_ALLOWED';
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super(`this path takes ${allowed.join(' and ')} only`);
    this.allowed = allowed;
  }
}

/** The operation uses a part of GraphQL that this gateway does not offer. */
export class OperationNotSupportedError extends KorteLijnenError {
  readonly code = 'OPERATION_NOT_SUPPORTED';
}

/** The document is not one that may be asked here. */
export class DocumentNotTrustedError extends KorteLijnenError {
  readonly code = 'DOCUMENT_NOT_TRUSTED';
}

/** The id that a request sends instead of a document names none. */
export class PersistedQueryNotFoundError extends KorteLijnenError {
  readonly code = 'PERSISTED_QUERY_NOT_FOUND';
}

/** The operation asks more at once than the gateway takes. */
export class OperationTooComplexError extends KorteLijnenError {
  readonly code = 'OPERATION_TOO_COMPLEX';
}

/** Which organisations know the client, or what may be shown of them, could not be read. */
export class LinksUnavailableError extends KorteLijnenError {
  readonly code = 'LINKS_UNAVAILABLE';
}

/** What the answer relied upon changed while it was made, more than once, or under an act that is not done twice. */
export class AccessChangedError extends KorteLijnenError {
  readonly code = 'ACCESS_CHANGED';
}

/** What would be answered could not be recorded, so it is not answered. */
export class AuditUnavailableError extends KorteLijnenError {
  readonly code = 'AUDIT_UNAVAILABLE';
}

/** What would be dropped from the access log is not as it was written: dropping it would take away the proof. */
export class AuditLogAlteredError extends KorteLijnenError {
  readonly code = 'AUDIT_LOG_ALTERED';
}

/** Others use the access log in a way that what was asked cannot be done now. */
export class AuditLogInUseError extends KorteLijnenError {
  readonly code = 'AUDIT_LOG_IN_USE';
}

/** What stands for a checkpoint of the access log is none, or is not signed with a key that is known. */
export class CheckpointInvalidError extends KorteLijnenError {
  readonly code = 'CHECKPOINT_INVALID';
}

/** A search in the access log would take longer than it may. */
export class SearchTooLargeError extends KorteLijnenError {
  readonly code = 'SEARCH_TOO_LARGE';
}

/** No plan could be made for a valid operation: a fault of the gateway, not of the caller. */
export class PlanningFailedError extends KorteLijnenError {
  readonly code = 'PLANNING_FAILED';
}

/** A new operation cannot be planned now: too many others wait for that, or the gateway stops. */
export class PlanningUnavailableError extends KorteLijnenError {
  readonly code = 'PLANNING_UNAVAILABLE';
}

/** The port to listen on is in use by another program. */
export class PortTakenError extends KorteLijnenError {
  readonly code = 'PORT_TAKEN';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(`port ${port} is in use by another program`, options);
    this.port = port;
  }
}
