export const CONFIG_NAME = 'hizala.config.json';

/** Where an editor finds the schema in a project that has hizala among its packages. */
export const CONFIG_SCHEMA = './node_modules/hizala/schema/config.schema.json';
