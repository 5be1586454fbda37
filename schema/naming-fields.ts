/** The field by which an object that is no client names one: it is about that client. */
export const namingField = 'clientId';

/** The field that names the organisation whose data an object is: it is decided on as if that organisation had answered it. */
export const sourceField = 'sourceOin';
