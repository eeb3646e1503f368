// Keeps the link a reader came by while they sign in elsewhere, and leads back to it.
export default ({ data }) => {
  const kept = sessionStorage.getItem("yuce-link");
  if (data.keep) { if (location.search) sessionStorage.setItem("yuce-link", location.search); }
  else if (kept) {
    sessionStorage.removeItem("yuce-link");
    if (!location.search) location.replace(location.pathname + kept);
  }
};
