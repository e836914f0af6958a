/** Name of the container in the task definition. */
export const containerName = 'lms';

/** Port on which the LMS answers plain HTTP to the load balancer. */
export const containerPort = 8080;

/** Where the course content is mounted. */
export const courseContentPath = '/mnt/course-content';
