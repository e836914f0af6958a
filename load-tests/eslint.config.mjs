import workspace from '../eslint.config.mjs';

export default [...workspace, { ignores: ['results'] }];
