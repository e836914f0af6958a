export { CourseContent, type CourseContentProps, type InfrequentAccessTransition } from './course-content.ts';
